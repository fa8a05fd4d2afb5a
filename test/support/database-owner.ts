/**
 * A process that opens the embedded database in the folder it is given, says so on standard output, and lives until it is killed.
 */
import { openDatabase } from '../../gateway/store/embedded.ts';

const log = { info() {}, warn() {} };
const database = await openDatabase({ databaseUrl: null, dataDir: process.argv[2] ?? '', log });
console.log(database.url);
