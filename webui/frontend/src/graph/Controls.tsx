import { Panel, useReactFlow } from "@xyflow/react";
import { Icon, type IconName } from "@/ui/Icon";

interface Props {
  onZoom: () => void;
  onFit: () => void;
  onTurn: () => void;
}

/** Zoom, fit and the direction of the layers. */
export function Controls({ onZoom, onFit, onTurn }: Props) {
  const flow = useReactFlow();
  const zoom = (by: (options: { duration: number }) => Promise<boolean>) => {
    onZoom();
    void by({ duration: 150 });
  };
  return (
    <Panel position="bottom-left" className="controls">
      <Control icon="plus" label="Zoom in" onPress={() => zoom(flow.zoomIn)} />
      <Control icon="minus" label="Zoom out" onPress={() => zoom(flow.zoomOut)} />
      <Control icon="fit" label="Fit the whole graph" onPress={onFit} />
      <Control icon="flow" label="Turn the layout" onPress={onTurn} />
    </Panel>
  );
}

function Control({ icon, label, onPress }: { icon: IconName; label: string; onPress: () => void }) {
  return (
    <button type="button" className="controls__button" aria-label={label} title={label} onClick={onPress}>
      <Icon name={icon} />
    </button>
  );
}
