/** A wallet's completeness certificate: opening, in, out, closing, verdict and what was found. */
import type { CertificateDto } from "../../bindings/types";
import { useWords } from "../../app/i18n";
import { Chip, Money, type Tone } from "../../components/basics";

const TONES: Readonly<Record<string, Tone>> = { complete: "ok", broken: "bad", not_checkable: "warn" };

export function toneOfVerdict(verdict: string): Tone {
  return TONES[verdict] ?? "plain";
}

export function Certificate({ certificate }: { certificate: CertificateDto }) {
  const { t, tn, word } = useWords();
  const sums: [string, string][] = [
    [t("certificate.opening"), certificate.opening],
    [t("certificate.in"), certificate.paid_in],
    [t("certificate.out"), certificate.withdrawn],
    [t("certificate.closing"), certificate.closing],
  ];
  return (
    <section className="certificate" data-testid="certificate">
      <header>
        <h3>{certificate.wallet}</h3>
        <Chip tone={toneOfVerdict(certificate.verdict)}>{word("verdict", certificate.verdict)}</Chip>
        <span className="muted">{certificate.period}</span>
        <span className="faint">{tn("certificate.rows", certificate.rows)}</span>
      </header>
      <dl className="sums">
        {sums.map(([name, amount]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{amount === "" ? <span className="faint">—</span> : <Money amount={amount} />}</dd>
          </div>
        ))}
      </dl>
      <ul className="findings">
        {certificate.findings.map((finding) => (
          <li key={finding}>{finding}</li>
        ))}
      </ul>
    </section>
  );
}
