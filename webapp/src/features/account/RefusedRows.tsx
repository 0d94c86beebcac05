import type { components } from '../../api/schema.d.ts';
import { CsvButton } from '../../app/CsvButton.tsx';
import { type Column, DataTable } from '../../ui/DataTable.tsx';
import { counted, formatNumber } from '../../ui/numbers.ts';
import { Panel } from '../../ui/Panel.tsx';

type Import = components['schemas']['AccountImport'];
type Refused = Import['problems'][number];

const columns: readonly Column<Refused>[] = [
  { key: 'line', header: 'Line', numeric: true, cell: ({ line }) => formatNumber(line) },
  { key: 'address', header: 'Address', primary: true, cell: ({ address }) => address ?? 'No address' },
  { key: 'message', header: 'What is wrong', cell: ({ message }) => message },
];

/** The rows that were refused, by line; nothing when there are none. */
export function RefusedRows({ organisationId, found }: { organisationId: string; found: Import }) {
  if (found.refused === 0) {
    return null;
  }
  const shown = found.problems.length;
  return (
    <Panel
      title={`${counted(found.refused, 'row was', 'rows were')} refused`}
      lead={
        shown < found.refused
          ? `The first ${formatNumber(shown)}; the file has them all.`
          : 'The file has the reason in its last column: correct it there and import it again.'
      }
      flush
      actions={
        <CsvButton href={`/api/v1/organisations/${organisationId}/account-imports/${found.id}/refused.csv`} />
      }
    >
      <DataTable
        label="Refused rows"
        columns={columns}
        rows={found.problems}
        rowKey={({ line }) => String(line)}
        rowName={({ line }) => `line ${line}`}
        empty={null}
      />
    </Panel>
  );
}
