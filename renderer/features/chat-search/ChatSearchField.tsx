import { CloseButton, TextInput } from '@mantine/core'
import { IconSearch } from '@tabler/icons-react'
import { useRef } from 'react'
import { useTranslation } from 'react-i18next'

import { isComposing, useStudioKeys } from '#renderer/ui/use-studio-keys.ts'
import { SEARCH_TEXT_MAX, type ChatSearchState } from './use-chat-search.ts'

/**
 * The search field of the chat: Ctrl+F goes to it, Escape clears it and leaves. `onFocus` brings the chat into view;
 * `autoFocus` is for a chat that was brought into view to be searched.
 */
export function ChatSearchField(props: {
  search: ChatSearchState
  onFocus?: () => void
  autoFocus?: boolean
}) {
  const { search, onFocus, autoFocus = false } = props
  const { t } = useTranslation('chat')
  const field = useRef<HTMLInputElement>(null)
  useStudioKeys([
    {
      keys: 'mod+F',
      inFields: true,
      run: () => {
        onFocus?.()
        field.current?.focus()
        field.current?.select()
      },
    },
  ])
  return (
    <TextInput
      ref={field}
      size="sm"
      w={180}
      autoFocus={autoFocus}
      value={search.text}
      maxLength={SEARCH_TEXT_MAX}
      onChange={(event) => search.setText(event.currentTarget.value)}
      onKeyDown={(event) => {
        if (event.key !== 'Escape' || isComposing(event.nativeEvent)) return
        search.setText('')
        event.currentTarget.blur()
      }}
      placeholder={t('search')}
      aria-label={t('search')}
      leftSection={<IconSearch size={16} stroke={1.75} aria-hidden />}
      rightSection={
        search.text === '' ? null : (
          <CloseButton size="sm" aria-label={t('clearSearch')} onClick={() => search.setText('')} />
        )
      }
    />
  )
}
