import { Anchor, Button, Group, Table, Tabs, Text } from '@mantine/core'
import { useTranslation } from 'react-i18next'

import type { ImportJob } from '#shared/protocol/imports.ts'
import { CountsRow } from './CountsRow.tsx'
import classes from './import-dialog.module.css'
import { RejectedTable } from './RejectedTable.tsx'
import { shownCell } from './shown-cell.ts'
import { useFieldLabels } from './use-field-labels.ts'
import type { ImportDesk } from './use-import.ts'

/** What would happen, before anything does. */
export function PreviewStep({ job, desk }: { job: ImportJob; desk: ImportDesk }) {
  const { t } = useTranslation('imports')
  const { importId, counts } = job
  if (!counts) return null
  const changes = counts.created + counts.updated + counts.merged
  return (
    <>
      <CountsRow counts={counts} />
      <Tabs defaultValue={counts.rejected > 0 && changes === 0 ? 'rejected' : 'rows'} keepMounted={false}>
        <Tabs.List>
          <Tabs.Tab value="rows">{t('firstRows')}</Tabs.Tab>
          <Tabs.Tab value="rejected" disabled={counts.rejected === 0}>
            {t('rejectedTab', { n: counts.rejected })}
          </Tabs.Tab>
          {job.joined.length > 0 ? (
            <Tabs.Tab value="joined">{t('joinedTab', { n: job.joined.length })}</Tabs.Tab>
          ) : null}
          {job.untouched.length > 0 ? (
            <Tabs.Tab value="untouched">{t('untouchedTab', { n: job.untouched.length })}</Tabs.Tab>
          ) : null}
        </Tabs.List>
        <Tabs.Panel value="rows" className={classes.scroll ?? ''}>
          <SampleTable job={job} />
        </Tabs.Panel>
        <Tabs.Panel value="rejected" className={classes.scroll ?? ''}>
          <RejectedTable job={job} />
        </Tabs.Panel>
        <Tabs.Panel value="joined" className={classes.scroll ?? ''}>
          <ul className={classes.joined}>
            {job.joined.map(({ row, kept, absorbed }) => (
              <li key={`${row}/${kept}/${absorbed}`}>{t('joinedLine', { row, kept, absorbed })}</li>
            ))}
          </ul>
        </Tabs.Panel>
        <Tabs.Panel value="untouched" className={classes.scroll ?? ''}>
          <Text size="sm" c="dimmed" mt="sm">
            {t('untouchedLead')}
          </Text>
          <ul className={classes.joined}>
            {job.untouched.map((title) => (
              <li key={title}>{title}</li>
            ))}
          </ul>
        </Tabs.Panel>
      </Tabs>
      <Group justify="space-between" mt="md">
        <Group gap="md">
          <Button variant="default" onClick={() => desk.ask({ type: 'remapImport', importId })}>
            {t('back')}
          </Button>
          {counts.rejected > 0 ? (
            <Anchor size="sm" href={`/v1/imports/${importId}/rejected.csv`} download>
              {t('downloadRejected')}
            </Anchor>
          ) : null}
        </Group>
        <Group gap="md">
          {changes === 0 ? <Text c="dimmed">{t('nothingNew')}</Text> : null}
          <Button disabled={changes === 0} onClick={() => desk.ask({ type: 'applyImport', importId })}>
            {t('apply', { n: changes })}
          </Button>
        </Group>
      </Group>
    </>
  )
}

/** Only fields that some of the rows fill. */
function SampleTable({ job }: { job: ImportJob }) {
  const { t } = useTranslation('imports')
  const labelOf = useFieldLabels(job)
  const mapped = new Set(job.columns.flatMap(({ field }) => field ?? []))
  const fields = job.fields.filter(
    ({ field }) => mapped.has(field) && job.sample.some(({ cells }) => (cells[field] ?? '') !== ''),
  )
  return (
    <Table verticalSpacing={6} stickyHeader className={classes.sample ?? ''}>
      <Table.Thead>
        <Table.Tr>
          <Table.Th>{t('row')}</Table.Th>
          <Table.Th>{t('fate')}</Table.Th>
          {fields.map(({ field }) => (
            <Table.Th key={field}>{labelOf(field)}</Table.Th>
          ))}
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {job.sample.map(({ row, what, cells }) => (
          <Table.Tr key={row}>
            <Table.Td>{row}</Table.Td>
            <Table.Td>{t(`fate_${what}`)}</Table.Td>
            {fields.map(({ field, format }) => (
              <Table.Td key={field} className={classes.cut ?? ''}>
                {shownCell(cells[field] ?? null, format, { yes: t('yes'), no: t('no') })}
              </Table.Td>
            ))}
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Table>
  )
}
