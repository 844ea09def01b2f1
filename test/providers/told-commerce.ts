// Requests of shops and of what keeps their books.

import type { Told } from './told.ts'

export const toldCommerce: readonly Told[] = [
  [
    'a Shopify event that says what happened',
    {
      headers: [
        ['shopify-topic', 'Product'],
        ['shopify-action', 'update'],
        ['shopify-resource-id', 'gid://shopify/Product/7'],
        ['shopify-webhook-id', 'w'],
      ],
      body: { fields_changed: ['price'] },
    },
    'shopify',
    'Product.update',
    'w',
    undefined,
    'gid://shopify/Product/7',
  ],
  [
    'a QuickBooks change',
    {
      headers: [['intuit-signature', 'x']],
      body: {
        eventNotifications: [
          {
            realmId: '118',
            dataChangeEvent: {
              entities: [
                { name: 'Customer', id: '1', operation: 'Create' },
                { name: 'Invoice', id: '2', operation: 'Update' },
              ],
            },
          },
        ],
      },
    },
    'quickbooks',
    'Customer.Create',
    null,
    undefined,
    'Customer 1 · 1 more change · 118',
  ],
  [
    'a QuickBooks change as CloudEvents',
    {
      headers: [['intuit-signature', 'x']],
      body: [{ id: 'q-1', type: 'qbo.customer.created.v1', intuitentityid: '7' }],
    },
    'quickbooks',
    'qbo.customer.created.v1',
    'q-1',
    undefined,
    '7',
  ],
  [
    'a Xero invoice',
    {
      headers: [['x-xero-signature', 'x']],
      body: {
        events: [{ eventCategory: 'INVOICE', eventType: 'UPDATE', resourceId: 'r-1' }],
        firstEventSequence: 4,
        lastEventSequence: 4,
        entropy: 'ABC',
      },
    },
    'xero',
    'INVOICE.UPDATE',
    '4-4-ABC',
    undefined,
    'r-1',
  ],
  [
    'a URL check of Xero',
    {
      headers: [['x-xero-signature', 'x']],
      body: { events: [], firstEventSequence: 0, lastEventSequence: 0, entropy: 'ABC' },
    },
    'xero',
    'intent_to_receive',
    '0-0-ABC',
    undefined,
    'URL check',
  ],
  [
    'a WooCommerce order',
    {
      headers: [
        ['X-WC-Webhook-Topic', 'order.created'],
        ['X-WC-Webhook-Delivery-ID', 'd-4'],
        ['X-WC-Webhook-Source', 'https://shop.example/'],
      ],
      body: { id: 5, number: '5', status: 'processing', currency: 'EUR', total: '12.00' },
    },
    'woocommerce',
    'order.created',
    'd-4',
    undefined,
    '#5 · 12.00 EUR · processing · https://shop.example/',
  ],
  [
    'the ping of WooCommerce',
    {
      headers: [
        ['User-Agent', 'WooCommerce/9.1.0 Hookshot (WordPress/6.5)'],
        ['Content-Type', 'application/x-www-form-urlencoded'],
      ],
      body: 'webhook_id=4',
    },
    'woocommerce',
    'ping',
    null,
    undefined,
    'URL check',
  ],
]
