export function UndoRecoveryAddressPage() {
  return <h1>UndoRecoveryAddress</h1>;
}
