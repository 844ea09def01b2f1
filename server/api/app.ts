// The REST API as one Hono app under `/api`, with its OpenAPI document. Its type is what the client is typed by (M1).

import { errorBody } from '../wire/errors.ts'
import { answerRoutes } from './answers.ts'
import { binRoutes } from './bins.ts'
import { answerError, authorise, newRouter, type Services } from './context.ts'
import { deliveryRoutes } from './deliveries.ts'
import { developmentKeyRoutes } from './development-keys.ts'
import { exportRoutes } from './exports.ts'
import { guessRoutes } from './guess.ts'
import { limitBody } from './limit-body.ts'
import { offerRoutes } from './offers.ts'
import { providerRoutes } from './providers.ts'
import { recheckRoutes } from './rechecks.ts'
import { relayRoutes } from './relays.ts'
import { reportRoutes } from './report.ts'
import { requestRoutes } from './requests.ts'
import { ruleRoutes } from './rules.ts'
import { runRoutes } from './runs.ts'
import { secretRoutes } from './secrets.ts'
import { selectedRequestRoutes } from './selected-requests.ts'
import { signRoutes } from './sign.ts'
import { signatureRoutes } from './signatures.ts'
import { timelineRoutes } from './timeline.ts'
import { verifyRoutes } from './verify.ts'

export function createApi(services: Services) {
  const root = newRouter().basePath('/api')
  root.use('*', async (c, next) => {
    await next()
    c.header('Cache-Control', 'no-store')
  })
  root.use('/bins/:bin', authorise(services))
  root.use('/bins/:bin/*', authorise(services))
  // After the key: strangers do not get to have large bodies read.
  root.use('*', limitBody(services.limits.bodyBytes))
  const api = root
    .route('/', binRoutes(services))
    .route('/', requestRoutes(services))
    .route('/', selectedRequestRoutes(services))
    .route('/', timelineRoutes(services))
    .route('/', exportRoutes(services))
    .route('/', deliveryRoutes(services))
    .route('/', relayRoutes(services))
    .route('/', runRoutes(services))
    // Before single secrets, whose position it would be taken for.
    .route('/', developmentKeyRoutes(services))
    .route('/', secretRoutes(services))
    .route('/', signatureRoutes(services))
    .route('/', offerRoutes(services))
    .route('/', recheckRoutes(services))
    .route('/', ruleRoutes(services))
    .route('/', answerRoutes(services))
    .route('/', reportRoutes(services))
    .route('/', verifyRoutes(services))
    .route('/', signRoutes(services))
    .route('/', guessRoutes(services))
    .route('/', providerRoutes())
  api.openAPIRegistry.registerComponent('securitySchemes', 'key', {
    type: 'http',
    scheme: 'bearer',
    description: "The bin's owner key (hlo_…) or view key (hlv_…).",
  })
  api.doc31('/openapi.json', {
    openapi: '3.1.0',
    info: {
      title: 'Hooklens',
      version: services.version,
      license: { name: 'MIT', url: 'https://opensource.org/license/mit' },
    },
  })
  api.notFound((c) =>
    c.json(errorBody('not-found', `There is no ${c.req.method} ${c.req.path} in the API.`), 404),
  )
  api.onError((error, c) => answerError(error, c, services))
  return api
}

export type Api = ReturnType<typeof createApi>
