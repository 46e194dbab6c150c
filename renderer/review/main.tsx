import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'

import { createStudioI18n } from '#renderer/i18n/i18n.ts'
import { allTexts } from '#renderer/i18n/texts.ts'
import { StudioRoot } from '#renderer/ui/StudioRoot.tsx'
import { ReviewApp } from './ReviewApp.tsx'

const root = document.querySelector('#root')
if (root === null) throw new Error('the page has no #root')
createRoot(root).render(
  <StrictMode>
    <StudioRoot i18n={createStudioI18n(allTexts)} colorScheme="light">
      <ReviewApp />
    </StudioRoot>
  </StrictMode>,
)
