// The SQLite store passes the contract of every store.

import { describe } from 'vitest'
import { storeContract } from '../contracts/store-contract.ts'
import { openTemporary } from './open-temporary.ts'

describe('the SQLite store', () => storeContract(openTemporary))
