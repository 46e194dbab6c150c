import type { enhancement as zh } from '../zh-CN/enhancement.ts'

export const enhancement = {
  title: 'Picture enhancement',
  appliesTo: 'For cameras {{slots}}.',
  notFor: 'Cameras {{slots}} stay as they are.',
  smooth: 'Smooth skin',
  whiten: 'Whiten skin',
  lowLight: 'Low light',
  denoise: 'Less noise',
  color: 'Richer colours',
  background: 'Background',
  background_none: 'As it is',
  background_blur: 'Blur',
  original: 'Hold to show original',
  reset: 'All off',
  holdHint: 'While held, viewers see the original too. The settings are remembered on this computer.',
  showingOriginal: 'The original is shown, to viewers too, until you let go.',
  notSupported: 'This computer or camera cannot do that; the settings are back to what they were.',
  refused: 'It did not work, and the settings are back to what they were: {{why}}',
} satisfies Record<keyof typeof zh, string>
