import { Icon } from "@/ui/Icon";

interface Props {
  address: string;
  addresses: string[];
  onAddress: (address: string | null) => void;
  tail: number;
  setTail: (tail: number) => void;
  wrap: boolean;
  setWrap: (wrap: boolean) => void;
  auto: boolean;
  setAuto: (auto: boolean) => void;
  search: string;
  setSearch: (search: string) => void;
  isFetching: boolean;
  onRefresh: () => void;
}

export function LogsBar(props: Props) {
  const { address, addresses, onAddress, tail, setTail, wrap, setWrap, auto, setAuto, search, setSearch } = props;
  return (
    <header className="logs__bar">
      <h2>Logs</h2>
      <select className="input" aria-label="Node" value={address} onChange={(event) => onAddress(event.target.value)}>
        {(addresses.includes(address) ? addresses : [address, ...addresses]).map((one) => (
          <option key={one}>{one}</option>
        ))}
      </select>
      <label className="logs__search">
        <Icon name="search" size={14} />
        <span className="visually-hidden">Search the logs</span>
        <input className="input" type="search" placeholder="Search" value={search} onChange={(event) => setSearch(event.target.value)} />
      </label>
      <select className="input" aria-label="How many lines" value={tail} onChange={(event) => setTail(Number(event.target.value))}>
        {[200, 1000, 5000].map((lines) => (
          <option key={lines} value={lines}>
            last {lines} lines
          </option>
        ))}
      </select>
      <label className="check">
        <input type="checkbox" checked={wrap} onChange={(event) => setWrap(event.target.checked)} /> wrap
      </label>
      <label className="check">
        <input type="checkbox" checked={auto} onChange={(event) => setAuto(event.target.checked)} /> keep fresh
      </label>
      <button type="button" className="button button--small" onClick={props.onRefresh}>
        <Icon name="refresh" size={14} spin={props.isFetching} /> Refresh
      </button>
      <button type="button" className="button button--quiet button--icon" aria-label="Close the logs" onClick={() => onAddress(null)}>
        <Icon name="cross" />
      </button>
    </header>
  );
}
