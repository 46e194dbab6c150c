import i18next, { type i18n } from 'i18next'
import { initReactI18next } from 'react-i18next'

export const LANGUAGES = ['zh-CN', 'en'] as const
export type Language = (typeof LANGUAGES)[number]

/** Texts by language, namespace and key. A page brings only the namespaces it shows. */
export type Texts = Readonly<Record<Language, Readonly<Record<string, Readonly<Record<string, string>>>>>>

const STORED_LANGUAGE = 'huitou.language'

/** `?lang=` wins over the stored choice, and the studio speaks Chinese when neither says anything. */
export function chooseLanguage(query: string, stored: string | null): Language {
  const wanted = new URLSearchParams(query).get('lang')
  return asLanguage(wanted) ?? asLanguage(stored) ?? 'zh-CN'
}

const asLanguage = (value: string | null): Language | null =>
  LANGUAGES.find((language) => language === value) ?? null

/** i18next with the given texts in the chosen language; keeps the choice and `<html lang>` up to date. */
export function createStudioI18n(texts: Texts): i18n {
  const instance = i18next.createInstance()
  instance.on('languageChanged', (language) => {
    document.documentElement.lang = language
    localStorage.setItem(STORED_LANGUAGE, language)
  })
  void instance.use(initReactI18next).init({
    lng: chooseLanguage(location.search, localStorage.getItem(STORED_LANGUAGE)),
    fallbackLng: 'zh-CN',
    resources: texts,
    defaultNS: 'common',
    keySeparator: false,
    // React escapes; a second time would show viewers' names as markup.
    interpolation: { escapeValue: false },
    initAsync: false,
  })
  return instance
}
