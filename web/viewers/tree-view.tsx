// A tree of JSON as WAI-ARIA has it: arrows to walk and fold, path and value to copy, and only what is in view drawn.

import { useSignal } from '@preact/signals'
import { useId, useLayoutEffect, useMemo, useRef } from 'preact/hooks'
import { jsonLines } from '../text/json-lines.ts'
import { copyOf, type JsonTree, jsonTree, pathOf, visibleNodes } from '../text/json-tree.ts'
import { ndjsonLines } from '../text/ndjson.ts'
import { CopyButton } from '../ui/copy-button.tsx'
import { targetOf } from './tree-keys.ts'
import { TreeRow } from './tree-row.tsx'

const rowHeightPx = 20
const overscan = 15
/** A tree of more nodes begins with its roots alone open. */
const mostOpen = 300
const longestPath = 300

export function JsonBody({ text }: { text: string }) {
  const tree = useMemo(() => jsonTree(jsonLines(text)), [text])
  return <TreeView tree={tree} name="Body as a tree" />
}

export function NdjsonBody({ text }: { text: string }) {
  const tree = useMemo(() => jsonTree(ndjsonLines(text)), [text])
  if (tree.roots === 0) throw new SyntaxError('Not JSON lines: there is no line.')
  return <TreeView tree={tree} name="Body as JSON lines" />
}

export function TreeView({ tree, name }: { tree: JsonTree; name: string }) {
  const id = useId()
  const box = useRef<HTMLDivElement>(null)
  const isOpen = useMemo(() => openAtFirst(tree), [tree])
  const folds = useSignal(0)
  const active = useSignal(0)
  const top = useSignal(0)
  const height = useSignal(800)
  const visible = useMemo(() => visibleNodes(tree, isOpen), [tree, isOpen, folds.value])

  useLayoutEffect(() => {
    const element = box.current
    if (!element) return
    const observer = new ResizeObserver(() => {
      height.value = element.clientHeight
    })
    observer.observe(element)
    return () => observer.disconnect()
  }, [height])

  const fold = (index: number, open: boolean) => {
    isOpen[index] = open ? 1 : 0
    folds.value += 1
  }
  const toggle = (index: number) => {
    active.value = index
    if (tree.nodes[index]?.size) fold(index, !isOpen[index])
  }
  const moveTo = (row: number) => {
    const index = visible[Math.max(0, Math.min(visible.length - 1, row))]
    if (index === undefined) return
    active.value = index
    bringIntoView(box.current, visible.indexOf(index))
  }

  function onKeyDown(event: KeyboardEvent) {
    if (event.ctrlKey || event.metaKey || event.altKey) return
    const page = Math.max(1, Math.floor(height.value / rowHeightPx) - 1)
    const target = targetOf(event.key, { tree, visible, isOpen, active: active.value, page })
    if (!target) return
    event.preventDefault()
    if (target.type === 'fold') fold(active.value, target.open)
    else moveTo(target.row)
  }

  const first = Math.max(0, Math.floor(top.value / rowHeightPx) - overscan)
  const last = Math.ceil((top.value + height.value) / rowHeightPx) + overscan
  const rows = visible.slice(first, last)
  const path = pathOf(tree, active.value)
  return (
    <div class="tree">
      <div
        class="tree-box"
        role="tree"
        aria-label={name}
        tabIndex={0}
        ref={box}
        {...(rows.includes(active.value) && { 'aria-activedescendant': `${id}-${active.value}` })}
        onKeyDown={onKeyDown}
        onScroll={() => {
          top.value = box.current?.scrollTop ?? 0
        }}
      >
        <div
          role="none"
          class="tree-inside"
          style={{ height: `${visible.length * rowHeightPx}px` }}
        >
          <div role="none" style={{ transform: `translateY(${first * rowHeightPx}px)` }}>
            {rows.map((index) => (
              <TreeRow
                key={index}
                id={`${id}-${index}`}
                tree={tree}
                index={index}
                isOpen={isOpen[index] === 1}
                isActive={index === active.value}
                onToggle={toggle}
              />
            ))}
          </div>
        </div>
      </div>
      <div class="tree-foot">
        <code>{path.length > longestPath ? `…${path.slice(-longestPath)}` : path}</code>
        <CopyButton text={path} name="the path" label="Path" kind="plain" />
        <CopyButton
          text={() => Promise.resolve(copyOf(tree, active.value))}
          name="the value"
          label="Value"
          kind="plain"
        />
      </div>
    </div>
  )
}

function openAtFirst({ nodes, roots }: JsonTree): Uint8Array {
  const isOpen = new Uint8Array(nodes.length)
  if (roots === 1)
    nodes.forEach(({ depth }, index) => {
      if (nodes.length <= mostOpen ? depth < 20 : depth === 0) isOpen[index] = 1
    })
  return isOpen
}

function bringIntoView(box: HTMLElement | null, row: number): void {
  if (!box) return
  const top = row * rowHeightPx
  if (top < box.scrollTop) box.scrollTop = top
  const bottom = top + rowHeightPx * 2
  if (bottom > box.scrollTop + box.clientHeight) box.scrollTop = bottom - box.clientHeight
}
