import { startBeian } from '../start-beian.ts'

// a supervisor that a test can kill
const { url, simulatorControlUrl, pids } = await startBeian({ dataDir: process.argv[2]!, log: () => {}, durable: false })
console.log(JSON.stringify({ url, simulatorControlUrl, pids }))
