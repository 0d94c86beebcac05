type Given<Params> = { [Key in keyof Params]?: Exclude<Params[Key], undefined> };

/** The parameters that have a value; an absent filter must not be sent as an empty one. */
export function given<Params extends object>(params: Params): Given<Params> {
  return Object.fromEntries(
    Object.entries(params).filter(([, value]) => value !== undefined),
  ) as Given<Params>;
}

/** `text` as one of the words the contract knows, or undefined: the address bar may say anything. */
export function oneOf<Word extends string>(
  words: readonly Word[],
  text: string | undefined,
): Word | undefined {
  return words.find((word) => word === text);
}
