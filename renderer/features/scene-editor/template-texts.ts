import type { TFunction } from 'i18next'

import type { TemplateTexts } from '#shared/domain/scenes/templates.ts'

/** The templates' names and words in the language of the seller. */
export function templateTexts(t: TFunction<'scenes'>): TemplateTexts {
  return {
    names: {
      'camera-1': t('name_camera-1'),
      'camera-2': t('name_camera-2'),
      'side-by-side': t('name_side-by-side'),
      'picture-in-picture': t('name_picture-in-picture'),
      'product-close-up': t('name_product-close-up'),
      'four-up': t('name_four-up'),
      'starting-soon': t('name_starting-soon'),
      'back-soon': t('name_back-soon'),
    },
    startingSoon: { title: t('startingSoon'), note: t('startingSoonNote') },
    backSoon: { title: t('backSoon'), note: t('backSoonNote') },
  }
}
