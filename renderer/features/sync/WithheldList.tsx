import { Button, Loader, Table } from '@mantine/core'
import { IconArrowLeft } from '@tabler/icons-react'
import { useCallback, useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'

import type { SyncedSession, WithheldRow } from '#shared/protocol/sync.ts'
import { useStaffClient } from '#renderer/session-client/staff-context.tsx'
import classes from './sync.module.css'
import type { SyncDesk } from './use-sync.ts'

/** The events of a show that the server refused, why, and another try. */
export function WithheldList(props: { show: SyncedSession; desk: SyncDesk; onBack: () => void }) {
  const { show, desk, onBack } = props
  const { t } = useTranslation('sync')
  const client = useStaffClient()
  const [rows, setRows] = useState<readonly WithheldRow[] | null>(null)
  const { sessionId } = show
  const load = useCallback(
    () =>
      client.request({ type: 'listWithheld', sessionId }).then((answer) => {
        if (answer.ok && answer.body.type === 'withheld') setRows(answer.body.events)
      }),
    [client, sessionId],
  )
  useEffect(() => void load(), [load])

  const retry = async (seq: number | null): Promise<void> => {
    await desk.ask({ type: 'retryWithheld', sessionId, seq })
    await load()
  }
  return (
    <section>
      <div className={classes.backLine}>
        <Button
          size="sm"
          variant="subtle"
          color="gray"
          leftSection={<IconArrowLeft size={16} stroke={1.5} />}
          onClick={onBack}
        >
          {show.title}
        </Button>
        {rows !== null && rows.length > 1 ? (
          <Button size="sm" variant="default" onClick={() => void retry(null)}>
            {t('withheldRetryAll')}
          </Button>
        ) : null}
      </div>
      <h3 className={classes.headline}>{t('withheldTitle')}</h3>
      <p className={classes.hint}>{t('withheldHint')}</p>
      {rows === null ? <Loader size="sm" color="gray" aria-label={t('loading')} /> : null}
      <Table className={classes.table} verticalSpacing={8} horizontalSpacing="sm">
        <Table.Tbody>
          {rows?.map(({ seq, type, reason }) => (
            <Table.Tr key={seq}>
              <Table.Td className={classes.seq}>
                {t('withheldSeq', { seq })}
                <span className={classes.when}>{type}</span>
              </Table.Td>
              <Table.Td className={classes.reason}>{reason}</Table.Td>
              <Table.Td className={classes.act}>
                <Button size="sm" variant="default" onClick={() => void retry(seq)}>
                  {t('withheldRetry')}
                </Button>
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
      {rows !== null && rows.length < show.withheld ? (
        <p className={classes.hint}>{t('withheldMore', { n: rows.length })}</p>
      ) : null}
    </section>
  )
}
