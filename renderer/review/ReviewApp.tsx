import { Button } from '@mantine/core'
import { IconArrowLeft } from '@tabler/icons-react'
import { useEffect } from 'react'
import { useTranslation } from 'react-i18next'

import icon from '../../resources/icons/icon.svg'
import { LanguageSwitch } from '#renderer/ui/LanguageSwitch.tsx'
import { AcrossPage } from './AcrossPage.tsx'
import { ComparePage } from './ComparePage.tsx'
import { FanPage } from './FanPage.tsx'
import { returnToStudio } from './return-to-studio.ts'
import classes from './review.module.css'
import { SessionListPage } from './SessionListPage.tsx'
import { SessionPage } from './SessionPage.tsx'
import { hashOf, useReviewView, type ReviewView } from './views.ts'

/** The review page: a bar to get about, and the view that the address names. */
export function ReviewApp() {
  const { t } = useTranslation('review')
  const { view, visit } = useReviewView()
  useEffect(() => {
    document.title = `${t('title')} · ${t('studio')}`
  }, [t])
  return (
    <div className={classes.page}>
      <header className={classes.bar}>
        <img src={icon} alt="" width={24} height={24} />
        <span className={classes.brand}>{t('title')}</span>
        <nav className={classes.nav} aria-label={t('sections')}>
          <ViewLink to={{ name: 'sessions' }} current={view.name === 'sessions' || view.name === 'session'}>
            {t('sessions')}
          </ViewLink>
          <ViewLink
            to={{ name: 'across' }}
            current={view.name === 'across' || view.name === 'compare' || view.name === 'fan'}
          >
            {t('across')}
          </ViewLink>
        </nav>
        <LanguageSwitch />
        <Button
          size="sm"
          variant="default"
          leftSection={<IconArrowLeft size={16} aria-hidden />}
          onClick={returnToStudio}
        >
          {t('back')}
        </Button>
      </header>
      <main className={classes.main}>
        <CurrentView view={view} visit={visit} />
      </main>
    </div>
  )
}

function ViewLink({ to, current, children }: { to: ReviewView; current: boolean; children: string }) {
  return (
    <a className={classes.navLink} href={hashOf(to)} aria-current={current ? 'page' : undefined}>
      {children}
    </a>
  )
}

function CurrentView({ view, visit }: { view: ReviewView; visit: number }) {
  switch (view.name) {
    case 'sessions':
      return <SessionListPage />
    case 'session':
      return <SessionPage key={view.sessionId} sessionId={view.sessionId} focus={view.focus} visit={visit} />
    case 'across':
      return <AcrossPage slot={view.slot ?? null} />
    case 'compare':
      return <ComparePage a={view.sessionIds[0]} b={view.sessionIds[1]} />
    case 'fan':
      return <FanPage key={view.fanId} fanId={view.fanId} />
    default:
      return view satisfies never
  }
}
