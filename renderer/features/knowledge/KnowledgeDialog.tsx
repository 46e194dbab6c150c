import { Modal, Tabs } from '@mantine/core'
import { useMediaQuery } from '@mantine/hooks'
import { modals } from '@mantine/modals'
import { useState, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'

import { GapsTab } from './GapsTab.tsx'
import classes from './knowledge.module.css'
import { LearnedTab } from './LearnedTab.tsx'
import { PoliciesTab } from './PoliciesTab.tsx'
import { ProductsTab } from './ProductsTab.tsx'

export interface KnowledgeDialogProps {
  /** What imports and exports products, another feature's; null where that is not done. */
  readonly importer: ((onClose: () => void) => ReactNode) | null
  readonly onClose: () => void
}

/** What replies are proposed from: products, shop policies, what was sent before, and what nothing answers yet. */
export function KnowledgeDialog({ importer, onClose }: KnowledgeDialogProps) {
  const { t } = useTranslation('knowledge')
  const narrow = useMediaQuery('(max-width: 48em)')
  const [unsaved, setUnsaved] = useState(0)
  const close = (): void => {
    if (unsaved === 0) return onClose()
    modals.openConfirmModal({
      title: t('discardTitle'),
      children: t('discardText', { n: unsaved }),
      labels: { confirm: t('discard'), cancel: t('keepEditing') },
      confirmProps: { variant: 'outline', color: 'gray' },
      onConfirm: onClose,
    })
  }
  return (
    <Modal opened onClose={close} title={t('title')} size={1080} fullScreen={narrow}>
      <Tabs defaultValue="products" keepMounted={false} className={classes.tabs ?? ''}>
        <Tabs.List>
          <Tabs.Tab value="products">{t('tabProducts')}</Tabs.Tab>
          {/* Unsaved products stay in their tab; the others are left once they are saved or discarded. */}
          <Tabs.Tab value="policies" disabled={unsaved > 0}>
            {t('tabPolicies')}
          </Tabs.Tab>
          <Tabs.Tab value="learned" disabled={unsaved > 0}>
            {t('tabLearned')}
          </Tabs.Tab>
          <Tabs.Tab value="gaps" disabled={unsaved > 0}>
            {t('tabGaps')}
          </Tabs.Tab>
        </Tabs.List>
        <Tabs.Panel value="products" className={classes.panel ?? ''}>
          <ProductsTab narrow={narrow} importer={importer} onUnsaved={setUnsaved} />
        </Tabs.Panel>
        <Tabs.Panel value="policies" className={classes.panel ?? ''}>
          <PoliciesTab />
        </Tabs.Panel>
        <Tabs.Panel value="learned" className={classes.panel ?? ''}>
          <LearnedTab />
        </Tabs.Panel>
        <Tabs.Panel value="gaps" className={classes.panel ?? ''}>
          <GapsTab />
        </Tabs.Panel>
      </Tabs>
    </Modal>
  )
}
