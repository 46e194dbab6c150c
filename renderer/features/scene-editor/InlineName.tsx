import { TextInput } from '@mantine/core'
import { useState } from 'react'

/** A name being changed in its row: Enter or leaving keeps it, Esc does not. */
export function InlineName(props: {
  value: string
  label: string
  maxLength: number
  onDone: (name: string | null) => void
}) {
  const { value, label, maxLength, onDone } = props
  const [text, setText] = useState(value)
  return (
    <TextInput
      size="sm"
      autoFocus
      aria-label={label}
      value={text}
      maxLength={maxLength}
      onFocus={(event) => event.currentTarget.select()}
      onChange={(event) => setText(event.currentTarget.value)}
      onBlur={() => onDone(text)}
      onKeyDown={(event) => {
        event.stopPropagation()
        if (event.nativeEvent.isComposing) return
        if (event.key === 'Enter') onDone(text)
        if (event.key === 'Escape') onDone(null)
      }}
    />
  )
}
