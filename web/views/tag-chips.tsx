// Tags as they are shown: a few in a row of the list, all of them beside a request, where each is a filter.

import { useInspector } from '../context.ts'
import { tagFilter } from '../text/tag-filter.ts'

/** More would leave no room for what the request is about. */
const mostInRow = 2

export function RowTags({ tags }: { tags: readonly string[] }) {
  if (tags.length === 0) return null
  const more = tags.length - mostInRow
  return (
    <span class="row-tags">
      <span class="off-screen">{tags.length === 1 ? 'tag' : 'tags'}</span>
      {tags.slice(0, mostInRow).map((tag) => (
        <span key={tag} class="tag">
          {tag}
        </span>
      ))}
      {more > 0 && <span title={tags.slice(mostInRow).join(', ')}>+{more}</span>}
    </span>
  )
}

export function TagFilters({ tags }: { tags: readonly string[] }) {
  const { actions } = useInspector()
  if (tags.length === 0) return null
  return (
    <ul class="tag-list" aria-label="Tags">
      {tags.map((tag) => (
        <li key={tag}>
          <button
            type="button"
            class="tag-button"
            title={`Show only requests tagged “${tag}”`}
            onClick={() => actions.applyFilter(tagFilter(tag))}
          >
            <span class="tag">{tag}</span>
          </button>
        </li>
      ))}
    </ul>
  )
}
