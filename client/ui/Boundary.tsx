import { Component, type ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { Button } from "./Button.tsx";

type Props = { children: ReactNode; onRetry?: () => void };

/**
 * Keeps a fault where it happened: what stands around goes on, and this part says so and offers to
 * come back.
 */
export class Boundary extends Component<Props, { failed: boolean }> {
  override state = { failed: false };
  static getDerivedStateFromError = () => ({ failed: true });
  #again = () => {
    this.props.onRetry?.();
    this.setState({ failed: false });
  };

  override render() {
    return this.state.failed ? <PartMissing onRetry={this.#again} /> : this.props.children;
  }
}

function PartMissing({ onRetry }: { onRetry: () => void }) {
  const { t } = useTranslation();
  return (
    <section className="card" role="alert">
      <h2>{t("ui.partMissing")}</h2>
      <p>{t("ui.partMissingText")}</p>
      <div className="row">
        <Button main onClick={onRetry}>
          {t("ui.tryAgain")}
        </Button>
        <Button plain onClick={() => location.reload()}>
          {t("ui.reload")}
        </Button>
      </div>
    </section>
  );
}
