// Where common senders want the capture URL.

const places = [
  {
    name: 'GitHub',
    where: 'Repository → Settings → Webhooks → Add webhook → Payload URL; content type JSON',
  },
  { name: 'Stripe', where: 'Developers → Webhooks → Add destination → Webhook endpoint' },
  { name: 'Slack', where: 'api.slack.com/apps → your app → Event Subscriptions → Request URL' },
  { name: 'Shopify', where: 'Settings → Notifications → Webhooks → Create webhook' },
]

export function WhereToPaste() {
  return (
    <section class="where" aria-labelledby="where">
      <h3 id="where">Where to paste it</h3>
      <dl>
        {places.map(({ name, where }) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{where}</dd>
          </div>
        ))}
      </dl>
    </section>
  )
}
