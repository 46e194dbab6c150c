import './watch.css'

import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'

import { common as enCommon } from '#renderer/i18n/en/common.ts'
import { roomCards as enRoomCards } from '#renderer/i18n/en/room-cards.ts'
import { watch as enWatch } from '#renderer/i18n/en/watch.ts'
import { createStudioI18n } from '#renderer/i18n/i18n.ts'
import { common } from '#renderer/i18n/zh-CN/common.ts'
import { roomCards } from '#renderer/i18n/zh-CN/room-cards.ts'
import { watch } from '#renderer/i18n/zh-CN/watch.ts'
import { StudioRoot } from '#renderer/ui/StudioRoot.tsx'
import { WatchApp } from './WatchApp.tsx'

const i18n = createStudioI18n({
  'zh-CN': { common, watch, roomCards },
  en: { common: enCommon, watch: enWatch, roomCards: enRoomCards },
})

const root = document.getElementById('root')
if (root) {
  createRoot(root).render(
    <StrictMode>
      <StudioRoot i18n={i18n} colorScheme="dark">
        <WatchApp />
      </StudioRoot>
    </StrictMode>,
  )
}
