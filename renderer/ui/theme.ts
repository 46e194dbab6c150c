import { createTheme, type CSSVariablesResolver, type MantineColorsTuple } from '@mantine/core'

/** The one accent: whatever can be pressed. */
const teal: MantineColorsTuple = [
  '#e2f7f4',
  '#bfebe5',
  '#93dbd2',
  '#64c9be',
  '#3fb8ac',
  '#22a598',
  '#128f84',
  '#0d786f',
  '#0a6861',
  '#074f4a',
]

/** Mantine's dark scheme reads text from the low shades and surfaces from the high ones. */
const dark: MantineColorsTuple = [
  '#dfe5e9',
  '#b9c3ca',
  '#95a2ab',
  '#75838d',
  '#343d45',
  '#283036',
  '#1e2429',
  '#0f1214',
  '#0b0e10',
  '#070909',
]

const gray: MantineColorsTuple = [
  '#f8fafb',
  '#eff2f4',
  '#e4e9ec',
  '#d6dde1',
  '#c0cad0',
  '#98a5ad',
  '#5b6871',
  '#434e56',
  '#2b343a',
  '#182025',
]

/**
 * Menus, popovers and dialogs come and go at once. One that fades away still holds the focus and swallows the keys
 * that are pressed meanwhile, and those keys are meant for the show.
 */
const atOnce = { transitionProps: { duration: 0 } }

/** Dark studio theme first; the light one for review and daytime consoles. Sizes lie on a 4 px grid. */
export const studioTheme = createTheme({
  colors: { teal, dark, gray },
  primaryColor: 'teal',
  primaryShade: { light: 7, dark: 7 },
  black: '#182025',
  fontFamily:
    '-apple-system, BlinkMacSystemFont, "Segoe UI", "PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", "Noto Sans SC", Roboto, sans-serif',
  fontFamilyMonospace: 'ui-monospace, SFMono-Regular, Consolas, "Noto Sans Mono", monospace',
  fontSizes: { xs: '12px', sm: '13px', md: '15px', lg: '17px', xl: '20px' },
  lineHeights: { xs: '1.35', sm: '1.45', md: '1.5', lg: '1.5', xl: '1.5' },
  spacing: { xs: '4px', sm: '8px', md: '12px', lg: '16px', xl: '24px' },
  radius: { xs: '2px', sm: '4px', md: '6px', lg: '8px', xl: '16px' },
  defaultRadius: 'md',
  respectReducedMotion: true,
  cursorType: 'pointer',
  headings: { fontWeight: '600' },
  components: {
    Tooltip: { defaultProps: { openDelay: 400, withArrow: false, multiline: true, maw: 320 } },
    Menu: { defaultProps: { ...atOnce, shadow: 'none', withArrow: false } },
    Popover: { defaultProps: { ...atOnce, shadow: 'none' } },
    Modal: {
      defaultProps: { ...atOnce, centered: true, padding: 20, overlayProps: { backgroundOpacity: 0.6 } },
    },
    Button: { defaultProps: { size: 'md', fw: 500 } },
  },
})

/**
 * Surfaces and colours with a meaning, as CSS variables. Programme red, preview green and LIVE mean what they mean
 * in every control room and are used for nothing else; the same holds for the bands of the question clock.
 */
export const studioVariables: CSSVariablesResolver = () => ({
  variables: {
    '--studio-live': '#d92d33',
    '--studio-on-live': '#ffffff',
  },
  dark: {
    '--studio-page': '#0f1214',
    '--studio-panel': '#161a1e',
    '--studio-raised': '#1e2429',
    '--studio-hover': '#242b31',
    '--studio-hairline': '#2a3239',
    '--studio-text': '#dfe5e9',
    '--studio-dimmed': '#95a2ab',
    '--studio-faint': '#75838d',
    '--studio-accent': '#3fb8ac',
    '--studio-accent-wash': 'rgba(63, 184, 172, 0.12)',
    '--studio-programme': '#e5484d',
    '--studio-preview': '#46a758',
    '--studio-rehearsal': '#7fb0f5',
    '--studio-automatic': '#d48be0',
    '--studio-automatic-wash': 'rgba(212, 139, 224, 0.12)',
    '--studio-calm': '#95a2ab',
    '--studio-soon': '#f0b23e',
    '--studio-soon-wash': 'rgba(240, 178, 62, 0.10)',
    '--studio-urgent': '#ff7a50',
    '--studio-urgent-wash': 'rgba(255, 122, 80, 0.13)',
    '--studio-late': '#a59fbe',
    '--studio-late-wash': 'rgba(165, 159, 190, 0.08)',
    '--studio-mark': 'rgba(63, 184, 172, 0.32)',
    '--mantine-color-body': '#0f1214',
    '--mantine-color-error': '#ff8f8f',
  },
  light: {
    '--studio-page': '#eceff1',
    '--studio-panel': '#f7f9fa',
    '--studio-raised': '#ffffff',
    '--studio-hover': '#eef2f4',
    '--studio-hairline': '#d6dde1',
    '--studio-text': '#182025',
    '--studio-dimmed': '#55626b',
    '--studio-faint': '#6f7c85',
    '--studio-accent': '#0d786f',
    '--studio-accent-wash': 'rgba(13, 120, 111, 0.10)',
    '--studio-programme': '#d13438',
    '--studio-preview': '#2f8f46',
    '--studio-rehearsal': '#2f63b8',
    '--studio-automatic': '#8f2f9c',
    '--studio-automatic-wash': 'rgba(143, 47, 156, 0.10)',
    '--studio-calm': '#55626b',
    '--studio-soon': '#8f5f00',
    '--studio-soon-wash': 'rgba(240, 178, 62, 0.18)',
    '--studio-urgent': '#c23a0c',
    '--studio-urgent-wash': 'rgba(255, 107, 69, 0.14)',
    '--studio-late': '#655e80',
    '--studio-late-wash': 'rgba(101, 94, 128, 0.08)',
    '--studio-mark': 'rgba(13, 120, 111, 0.22)',
    '--mantine-color-body': '#eceff1',
  },
})
