// Requests of senders of payments.

import type { Told } from './told.ts'

const plaidHeaders = [['Plaid-Verification', 'x']] as const
const payment = {
  pspReference: '791407',
  merchantReference: 'order-7',
  amount: { value: 1130, currency: 'EUR' },
  eventCode: 'AUTHORISATION',
  success: 'true',
}

export const toldPayments: readonly Told[] = [
  [
    'a thin event of Stripe',
    {
      headers: [['Stripe-Signature', 't=1,v1=0']],
      body: {
        id: 'evt_2',
        object: 'v2.core.event',
        type: 'v1.billing.meter.error_report_triggered',
        livemode: true,
        related_object: { id: 'mtr_1', type: 'billing.meter' },
      },
    },
    'stripe',
    'v1.billing.meter.error_report_triggered',
    'evt_2',
    undefined,
    'mtr_1',
  ],
  [
    'a Square payment sent again',
    {
      headers: [
        ['x-square-hmacsha256-signature', 'x'],
        ['square-retry-number', '2'],
        ['square-retry-reason', 'http_timeout'],
        ['square-environment', 'Sandbox'],
      ],
      body: {
        type: 'payment.created',
        event_id: 'e-1',
        data: {
          type: 'payment',
          id: 'p-1',
          object: { payment: { amount_money: { amount: 1250, currency: 'USD' } } },
        },
      },
    },
    'square',
    'payment.created',
    'e-1',
    3,
    '12.50 USD · p-1 · sandbox · http_timeout',
  ],
  [
    'a PayPal capture',
    {
      headers: [['PAYPAL-TRANSMISSION-ID', 't']],
      body: {
        id: 'WH-1',
        event_type: 'PAYMENT.CAPTURE.COMPLETED',
        summary: 'Payment completed',
        resource: { id: 'c-1', amount: { value: '5.00', currency_code: 'USD' } },
      },
    },
    'paypal',
    'PAYMENT.CAPTURE.COMPLETED',
    'WH-1',
    undefined,
    '5.00 USD · c-1 · Payment completed',
  ],
  [
    'a Paddle transaction',
    {
      headers: [['Paddle-Signature', 'ts=1;h1=0']],
      body: {
        event_id: 'evt_1',
        event_type: 'transaction.completed',
        notification_id: 'ntf_1',
        data: {
          id: 'txn_1',
          status: 'completed',
          currency_code: 'JPY',
          details: { totals: { grand_total: '500' } },
        },
      },
    },
    'paddle',
    'transaction.completed',
    'evt_1',
    undefined,
    '500 JPY · txn_1 · completed',
  ],
  [
    'a Lemon Squeezy order told by its body',
    {
      headers: [['X-Signature', '0']],
      body: {
        meta: { event_name: 'order_created', test_mode: true },
        data: { type: 'orders', id: '1', attributes: { total_formatted: '$9.99', status: 'paid' } },
      },
    },
    'lemon-squeezy',
    'order_created',
    null,
    undefined,
    '$9.99 · orders 1 · paid · test',
  ],
  [
    'a Plaid item',
    {
      headers: plaidHeaders,
      body: {
        webhook_type: 'ITEM',
        webhook_code: 'ERROR',
        item_id: 'i-1',
        error: { error_code: 'ITEM_LOGIN_REQUIRED' },
        environment: 'sandbox',
      },
    },
    'plaid',
    'ITEM.ERROR',
    null,
    undefined,
    'i-1 · ITEM_LOGIN_REQUIRED · sandbox',
  ],
  [
    'two Adyen payments at once',
    {
      body: {
        live: 'false',
        notificationItems: [
          { NotificationRequestItem: { ...payment, success: 'false' } },
          { NotificationRequestItem: payment },
        ],
      },
    },
    'adyen',
    'AUTHORISATION',
    '791407:AUTHORISATION:false',
    undefined,
    '11.30 EUR · order-7 · failed · 1 more · test',
  ],
  [
    'an Adyen payment in a currency with decimals of Adyen’s own',
    {
      body: {
        live: 'true',
        notificationItems: [
          { NotificationRequestItem: { ...payment, amount: { value: 1130, currency: 'ISK' } } },
        ],
      },
    },
    'adyen',
    'AUTHORISATION',
    '791407:AUTHORISATION:true',
    undefined,
    'order-7',
  ],
  [
    'an Adyen transfer',
    {
      headers: [
        ['HmacSignature', 'x'],
        ['Protocol', 'HmacSHA256'],
      ],
      body: {
        type: 'balancePlatform.transfer.created',
        environment: 'test',
        data: { id: '1W1', status: 'authorised' },
      },
    },
    'adyen',
    'balancePlatform.transfer.created',
    null,
    undefined,
    '1W1 · authorised · test',
  ],
  [
    'a Razorpay payment',
    {
      headers: [
        ['X-Razorpay-Signature', '0'],
        ['X-Razorpay-Event-Id', 'e-9'],
      ],
      body: {
        event: 'payment.captured',
        contains: ['payment'],
        payload: {
          payment: {
            entity: { id: 'pay_1', amount: 50000, currency: 'INR', status: 'captured' },
          },
        },
      },
    },
    'razorpay',
    'payment.captured',
    'e-9',
    undefined,
    '500.00 INR · pay_1 · captured',
  ],
  [
    'a GoCardless payment',
    {
      headers: [['Webhook-Signature', 'ab'.repeat(32)]],
      body: {
        events: [
          {
            id: 'EV1',
            resource_type: 'payments',
            action: 'failed',
            links: { payment: 'PM1' },
            details: { cause: 'insufficient_funds' },
          },
          {},
        ],
        meta: { webhook_id: 'WB1' },
      },
    },
    'gocardless',
    'payments.failed',
    'WB1',
    undefined,
    'PM1 · insufficient_funds · 1 more event',
  ],
]
