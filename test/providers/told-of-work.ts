// Requests of the tools that people work with, beside what each says of itself.

import type { Told } from './told.ts'

export const toldOfWork: readonly Told[] = [
  [
    'a Linear issue',
    {
      headers: [
        ['Linear-Signature', '0'],
        ['Linear-Delivery', 'l-1'],
        ['Linear-Event', 'Issue'],
      ],
      body: {
        action: 'update',
        type: 'Issue',
        actor: { name: 'Ada' },
        data: { identifier: 'ENG-7', title: 'It broke', state: { name: 'Done' } },
      },
    },
    'linear',
    'Issue.update',
    'l-1',
    undefined,
    'ENG-7 It broke · Done · Ada',
  ],
  [
    'a Notion page, sent again',
    {
      headers: [['X-Notion-Signature', 'sha256=0']],
      body: {
        id: 'n-1',
        type: 'page.created',
        attempt_number: 2,
        workspace_name: 'Acme',
        entity: { id: 'p', type: 'page' },
      },
    },
    'notion',
    'page.created',
    'n-1',
    2,
    'page p · Acme',
  ],
  [
    'a monday item from a webhook of a board',
    {
      body: {
        event: { type: 'create_pulse', triggerUuid: 'm-1', pulseName: 'Task', boardId: 1771812698 },
      },
    },
    'monday',
    'create_pulse',
    'm-1',
    undefined,
    'Task · board 1771812698',
  ],
  [
    'an Asana task',
    {
      headers: [['X-Hook-Signature', '0']],
      body: {
        events: [
          {
            action: 'changed',
            resource: { gid: '1337', resource_type: 'task', name: 'Fix' },
            change: { field: 'assignee' },
          },
          {},
        ],
      },
    },
    'asana',
    'task.changed',
    null,
    undefined,
    'Fix · assignee · 2 events',
  ],
  [
    'an Asana heartbeat',
    { headers: [['X-Hook-Signature', '0']], body: { events: [] } },
    'asana',
    'heartbeat',
    null,
    undefined,
    'no events',
  ],
  [
    'a Trello card',
    {
      headers: [['X-Trello-Webhook', 'x']],
      body: {
        action: {
          id: 't-1',
          type: 'updateCard',
          data: { card: { name: 'Card' }, board: { name: 'Board' } },
          memberCreator: { username: 'ada' },
        },
        model: { id: 'b' },
      },
    },
    'trello',
    'updateCard',
    't-1',
    undefined,
    'Card · Board · ada',
  ],
  [
    'a Jira issue, sent again',
    {
      headers: [
        ['X-Atlassian-Webhook-Identifier', 'j-1'],
        ['X-Atlassian-Webhook-Retry', '2'],
        ['X-Hub-Signature', 'sha256=0'],
      ],
      body: {
        webhookEvent: 'jira:issue_updated',
        issue: { key: 'ENG-1', fields: { summary: 'Broken', status: { name: 'Open' } } },
        user: { displayName: 'Ada' },
      },
    },
    'jira',
    'jira:issue_updated',
    'j-1',
    3,
    'ENG-1 Broken · Open · Ada',
  ],
  [
    'a batch of HubSpot',
    {
      headers: [['X-HubSpot-Signature-v3', 'x']],
      body: [
        {
          eventId: 1,
          subscriptionType: 'contact.propertyChange',
          attemptNumber: 1,
          objectId: 123,
          propertyName: 'email',
          propertyValue: 'a@b.example',
          changeSource: 'CRM',
        },
        {},
      ],
    },
    'hubspot',
    'contact.propertyChange',
    '1',
    2,
    '123 · email: a@b.example · CRM · 2 events',
  ],
  [
    'a Zendesk ticket',
    {
      headers: [
        ['X-Zendesk-Webhook-Signature', 'x'],
        ['X-Zendesk-Webhook-Id', 'w'],
        ['X-Zendesk-Webhook-Invocation-Id', 'z-1'],
      ],
      body: { type: 'zen:event-type:ticket.created', id: 'e', detail: { subject: 'Help' } },
    },
    'zendesk',
    'zen:event-type:ticket.created',
    'z-1',
    undefined,
    'Help',
  ],
  [
    'an Intercom conversation, sent again',
    {
      headers: [['X-Hub-Signature', 'sha1=0']],
      body: {
        type: 'notification_event',
        id: 'notif_1',
        topic: 'conversation.user.created',
        delivery_attempts: 2,
        data: { item: { type: 'conversation', id: '5' } },
      },
    },
    'intercom',
    'conversation.user.created',
    'notif_1',
    2,
    'conversation 5',
  ],
  [
    'a Typeform answer without a signature',
    {
      body: {
        event_id: 'f-1',
        event_type: 'form_response',
        form_response: { form_id: 'A1', definition: { title: 'Survey' }, answers: [{}, {}] },
      },
    },
    'typeform',
    'form_response',
    'f-1',
    undefined,
    'Survey · 2 answers',
  ],
  [
    'a Calendly invitee',
    {
      headers: [['Calendly-Webhook-Signature', 't=1,v1=0']],
      body: {
        event: 'invitee.created',
        payload: { uri: 'https://x', name: 'Ada', scheduled_event: { name: 'Intro' } },
      },
    },
    'calendly',
    'invitee.created',
    'https://x',
    undefined,
    'Intro · Ada',
  ],
  [
    'a Calendly invitee without a signature',
    {
      body: {
        created_by: 'https://api.calendly.com/users/A',
        event: 'invitee.canceled',
        payload: { email: 'a@b.example' },
      },
    },
    'calendly',
    'invitee.canceled',
    null,
    undefined,
    'a@b.example',
  ],
  [
    'a DocuSign envelope, signed with a later key alone and sent again',
    {
      headers: [['X-DocuSign-Signature-2', 'x']],
      body: {
        event: 'envelope-completed',
        generatedDateTime: '2026-01-01T00:00:00Z',
        retryCount: 1,
        data: { envelopeId: 'e', envelopeSummary: { emailSubject: 'Sign', status: 'completed' } },
      },
    },
    'docusign',
    'envelope-completed',
    'e envelope-completed 2026-01-01T00:00:00Z',
    2,
    'Sign · completed · e',
  ],
  [
    'a Box file',
    {
      headers: [
        ['BOX-DELIVERY-ID', 'x-1'],
        ['BOX-SIGNATURE-PRIMARY', 'x'],
      ],
      body: { trigger: 'FILE.UPLOADED', source: { name: 'a.txt' }, created_by: { login: 'ada' } },
    },
    'box',
    'FILE.UPLOADED',
    'x-1',
    undefined,
    'a.txt · ada',
  ],
  [
    'an Airtable ping',
    {
      headers: [['X-Airtable-Content-MAC', 'hmac-sha256=0']],
      body: { base: { id: 'app1' }, webhook: { id: 'ach1' } },
    },
    'airtable',
    null,
    null,
    undefined,
    'app1 changed · ach1',
  ],
]
