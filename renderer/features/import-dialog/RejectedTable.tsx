import { Table, Text } from '@mantine/core'
import { useTranslation } from 'react-i18next'

import type { ImportJob } from '#shared/protocol/imports.ts'
import { useFieldLabels } from './use-field-labels.ts'

/** The rows that are left out, each with its reason. */
export function RejectedTable({ job }: { job: ImportJob }) {
  const { t } = useTranslation('imports')
  const labelOf = useFieldLabels(job)
  const more = (job.counts?.rejected ?? 0) - job.rejected.length
  return (
    <>
      <Table verticalSpacing={6} stickyHeader>
        <Table.Thead>
          <Table.Tr>
            <Table.Th w={90}>{t('row')}</Table.Th>
            <Table.Th>{t('reason')}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {job.rejected.map(({ row, reason }) => (
            <Table.Tr key={row}>
              <Table.Td>{row}</Table.Td>
              <Table.Td>
                {t(`reason_${reason.kind}`, {
                  field: reason.field === null ? '' : labelOf(reason.field),
                  text: reason.text,
                  limit: reason.limit ?? 0,
                })}
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
      {more > 0 ? (
        <Text size="sm" c="dimmed" p="xs">
          {t('moreRejected', { n: more })}
        </Text>
      ) : null}
    </>
  )
}
