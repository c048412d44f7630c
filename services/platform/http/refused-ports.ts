/** Below this only the ports of the web itself are open: everything else there belongs to another protocol (RFC 6335, section 6). */
export const FIRST_USER_PORT = 1024
export const WEB_PORTS: readonly number[] = [80, 443]

/** Above it: what browsers refuse ("bad ports" of the Fetch standard), and services that believe whoever reaches them. */
export const REFUSED_PORTS: ReadonlySet<number> = new Set([
  1719, 1720, 1723, 2049, 3659, 4045, 4190, 5060, 5061, 6000, 6566, 6665, 6666, 6667, 6668, 6669, 6679, 6697, 10080, // Fetch
  1433, 1434, 1521, 3306, 5432, 6432, 5984, 7000, 7001, 8086, 9042, 9160, 27017, 27018, 27019, 50000, // databases
  6379, 6380, 11211, 16379, 26379, // Redis and its kin, memcached
  4369, 5671, 5672, 9092, 9093, 15672, 25672, 61613, 61616, // message brokers
  9200, 9300, // search
  2181, 2375, 2376, 2377, 2379, 2380, 6443, 8300, 8301, 8500, 8600, 10250, 10255, 10256, // coordination, containers
  1080, 3128, // proxies, which would lead on
  2222, 3389, 5900, 5901, 5985, 5986, 9100 // remote control, printers
])
