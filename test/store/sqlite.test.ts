// The SQLite store: the contract of every store, and what is only true of this one.

import { describe } from 'vitest'
import { storeContract } from '../contracts/store-contract.ts'
import { openTemporary } from './open-temporary.ts'

describe('the SQLite store', () => storeContract(openTemporary))
