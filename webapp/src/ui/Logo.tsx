/** The mark of Gatehouse: a gate arch with its two doors. Decoration beside the name. */
export function Logo({ size = 32 }: { size?: number }) {
  return (
    <svg width={size} height={size} viewBox="0 0 32 32" aria-hidden="true" focusable="false">
      <rect width="32" height="32" rx="8" fill="#0f766e" />
      <g fill="none" stroke="#fff" strokeLinecap="round">
        <path d="M7 25V15a9 9 0 0 1 18 0v10" strokeWidth="3" />
        <path d="M12.5 25v-9.5a3.5 3.5 0 0 1 7 0V25M16 12v13" strokeWidth="2" />
      </g>
    </svg>
  );
}
