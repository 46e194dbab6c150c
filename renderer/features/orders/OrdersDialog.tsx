import { Modal, Stack, Tabs } from '@mantine/core'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'

import { OrderList } from './OrderList.tsx'
import { ShopConnection } from './ShopConnection.tsx'

/**
 * The orders of this show as they come, and the ways in which they come: `importer` takes in a list of the shop, and
 * belongs to another feature.
 */
export function OrdersDialog(props: { opened: boolean; importer: ReactNode; onClose: () => void }) {
  const { t } = useTranslation('orders')
  return (
    <Modal opened={props.opened} onClose={props.onClose} title={t('title')} size={860}>
      <Tabs defaultValue="show" keepMounted={false}>
        <Tabs.List>
          <Tabs.Tab value="show">{t('ofShow')}</Tabs.Tab>
          <Tabs.Tab value="connect">{t('connect')}</Tabs.Tab>
        </Tabs.List>
        <Tabs.Panel value="show" pt="md">
          <OrderList importer={props.importer} />
        </Tabs.Panel>
        <Tabs.Panel value="connect" pt="md">
          <Stack gap="lg">
            <ShopConnection />
          </Stack>
        </Tabs.Panel>
      </Tabs>
    </Modal>
  )
}
