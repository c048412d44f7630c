import { chmod, lstat, mkdir } from 'node:fs/promises'

/**
 * A folder of ours outside the checkout, which others may pass through but not list.
 *
 * @throws when somebody else has put a folder or link of that name there before us
 */
export async function makeOwnFolder (folder: string): Promise<void> {
  await mkdir(folder, { recursive: true })
  const found = await lstat(folder)
  if (!found.isDirectory() || found.uid !== process.getuid?.()) throw new Error(`${folder} is not ours: delete it`)
  await chmod(folder, 0o711)
}
