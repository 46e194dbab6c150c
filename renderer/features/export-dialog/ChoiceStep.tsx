import { Button, Checkbox, Group, Radio, SegmentedControl, Text } from '@mantine/core'
import { useTranslation } from 'react-i18next'

import { EXPORT_TABLES, exportLanguageSchema, exportTableSchema } from '#shared/protocol/exports.ts'
import { CHOICES, hasLanguage, hasTables, type ExportChoice } from './export-choice.ts'
import classes from './export-dialog.module.css'

interface ChoiceStepProps {
  readonly choice: ExportChoice
  readonly onChoice: (choice: ExportChoice) => void
  readonly onStart: () => void
}

/** Every format with what it is good for; language and tables where they matter. */
export function ChoiceStep({ choice, onChoice, onStart }: ChoiceStepProps) {
  const { t } = useTranslation('exports')
  const none = hasTables(choice.as) && choice.tables.length === 0
  return (
    <>
      <Radio.Group
        aria-label={t('format')}
        value={choice.as}
        onChange={(value) => {
          const as = CHOICES.find((candidate) => candidate === value)
          if (as) onChoice({ ...choice, as })
        }}
      >
        <div className={classes.formats}>
          {CHOICES.map((as) => (
            <Radio.Card key={as} value={as} className={classes.format ?? ''}>
              <Radio.Indicator />
              <span>
                <span className={classes.name}>{t(`format_${as}`)}</span>
                <span className={classes.says}>{t(`says_${as}`)}</span>
              </span>
            </Radio.Card>
          ))}
        </div>
      </Radio.Group>
      {hasTables(choice.as) ? <Tables choice={choice} onChoice={onChoice} /> : null}
      <Group justify="space-between" mt="lg">
        {hasLanguage(choice.as) ? (
          <Group gap="xs">
            <Text size="sm">{t('language')}</Text>
            <SegmentedControl
              size="sm"
              aria-label={t('language')}
              value={choice.language}
              data={[
                { value: 'zh-CN', label: '中文' },
                { value: 'en', label: 'English' },
              ]}
              onChange={(value) => onChoice({ ...choice, language: exportLanguageSchema.parse(value) })}
            />
          </Group>
        ) : (
          <span />
        )}
        <Button onClick={onStart} disabled={none}>
          {t('start')}
        </Button>
      </Group>
    </>
  )
}

function Tables({ choice, onChoice }: Pick<ChoiceStepProps, 'choice' | 'onChoice'>) {
  const { t } = useTranslation('exports')
  const { tables } = choice
  const all = tables.length === EXPORT_TABLES.length
  return (
    <fieldset className={classes.tables}>
      <legend className={classes.legend}>{t('tables')}</legend>
      <Checkbox
        size="sm"
        label={t('all')}
        checked={all}
        indeterminate={!all && tables.length > 0}
        onChange={() => onChoice({ ...choice, tables: all ? [] : EXPORT_TABLES })}
      />
      <Checkbox.Group
        value={[...tables]}
        onChange={(values) =>
          onChoice({ ...choice, tables: EXPORT_TABLES.filter((table) => values.includes(table)) })
        }
      >
        <div className={classes.boxes}>
          {exportTableSchema.options.map((table) => (
            <Checkbox key={table} size="sm" value={table} label={t(`table_${table}`)} />
          ))}
        </div>
      </Checkbox.Group>
      {tables.length === 0 ? (
        <Text size="sm" c="dimmed" role="alert">
          {t('noTables')}
        </Text>
      ) : null}
    </fieldset>
  )
}
