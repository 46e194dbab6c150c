import { Button, Group, NativeSelect, Select, Table, Text } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'

import type { ImportJob } from '#shared/protocol/imports.ts'
import classes from './import-dialog.module.css'
import { useFieldLabels } from './use-field-labels.ts'
import type { ImportDesk } from './use-import.ts'

/** Which column is for what: known headings are chosen already, every other one by hand. */
export function MappingStep({ job, desk }: { job: ImportJob; desk: ImportDesk }) {
  const { t } = useTranslation('imports')
  const labelOf = useFieldLabels(job)
  const [fields, setFields] = useState<ReadonlyMap<number, string>>(
    () => new Map(job.columns.flatMap(({ index, field }) => (field === null ? [] : [[index, field]]))),
  )
  const taken = new Set(fields.values())
  const missing = job.fields.filter(({ field, required }) => required && !taken.has(field))

  /** A field is filled by one column: whoever takes it last has it. */
  const choose = (index: number, field: string | null): void => {
    const next = new Map([...fields].filter(([at, other]) => at !== index && other !== field))
    if (field !== null) next.set(index, field)
    setFields(next)
  }
  const go = (): void =>
    desk.ask({
      type: 'planImport',
      importId: job.importId,
      mapping: [...fields].map(([index, field]) => ({ index, field })),
    })

  return (
    <>
      <Group justify="space-between" mb="sm">
        <Text>{t('mappingLead', { n: fields.size, of: job.columns.length })}</Text>
        {job.sheets.length > 1 ? (
          <NativeSelect
            aria-label={t('sheet')}
            value={String(job.sheet)}
            data={job.sheets.map((label, value) => ({ label, value: String(value) }))}
            onChange={(event) =>
              desk.ask({
                type: 'chooseImportSheet',
                importId: job.importId,
                sheet: Number(event.currentTarget.value),
              })
            }
          />
        ) : null}
      </Group>
      <div className={classes.scroll}>
        <Table stickyHeader verticalSpacing={6} layout="fixed">
          <Table.Thead>
            <Table.Tr>
              <Table.Th w="26%">{t('column')}</Table.Th>
              <Table.Th>{t('samples')}</Table.Th>
              <Table.Th w="30%">{t('field')}</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {job.columns.map(({ index, heading, samples }) => (
              <Table.Tr key={index} data-left-out={!fields.has(index)} className={classes.column ?? ''}>
                <Table.Td className={classes.cut ?? ''}>
                  {heading || t('noHeading', { n: index + 1 })}
                </Table.Td>
                <Table.Td className={classes.samples ?? ''}>{samples.join('　·　')}</Table.Td>
                <Table.Td>
                  <Select
                    aria-label={t('fieldOf', { heading })}
                    placeholder={t('leaveOut')}
                    value={fields.get(index) ?? null}
                    clearable
                    searchable
                    nothingFoundMessage={t('noField')}
                    data={job.fields.map(({ field }) => ({ value: field, label: labelOf(field) }))}
                    onChange={(field) => choose(index, field)}
                  />
                </Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </div>
      <Group justify="space-between" mt="md">
        <Text size="sm" c="dimmed">
          {missing.length > 0
            ? t('missingFields', { fields: missing.map(({ field }) => labelOf(field)).join('、') })
            : t('remembered')}
        </Text>
        <Button onClick={go} disabled={fields.size === 0 || missing.length > 0}>
          {t('preview')}
        </Button>
      </Group>
    </>
  )
}
