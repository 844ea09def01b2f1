// Copies a text and says so in place, without a toast.

import { useSignal } from '@preact/signals'
import { useEffect } from 'preact/hooks'
import { messageOf } from '../api.ts'
import { useInspector } from '../context.ts'
import { Button, type ButtonKind } from './button.tsx'
import { copyText } from './clipboard.ts'

export interface CopyButtonProps {
  text: string | (() => Promise<string>)
  /** What is copied, for those who do not see where the button stands. */
  name: string
  label?: string
  kind?: ButtonKind
  class?: string
}

const thanksMs = 1500

export function CopyButton({
  text,
  name,
  label = 'Copy',
  kind = 'outlined',
  class: extra = '',
}: CopyButtonProps) {
  const { toasts } = useInspector()
  const isCopied = useSignal(false)

  useEffect(() => {
    if (!isCopied.value) return
    const timer = setTimeout(() => {
      isCopied.value = false
    }, thanksMs)
    return () => clearTimeout(timer)
  }, [isCopied.value])

  async function copy() {
    try {
      await copyText(typeof text === 'string' ? text : text())
      isCopied.value = true
    } catch (error) {
      toasts.error(messageOf(error))
    }
  }

  return (
    <Button
      kind={kind}
      class={`copy ${extra}`}
      onClick={copy}
      aria-label={isCopied.value ? `Copied ${name}` : `Copy ${name}`}
      icon={isCopied.value ? 'check' : 'copy'}
    >
      {label && <span>{isCopied.value ? 'Copied' : label}</span>}
    </Button>
  )
}
