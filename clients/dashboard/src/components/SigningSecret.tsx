import { useSetupWords } from '../words/setup';
import { SecretDialog, Shown } from './SecretDialog';

/** A signing secret that was just made, and what else there is to say of it. */
export interface Secret {
  name: string;
  secret: string;
  notes: string[];
  /** Where a sender's webhooks go. */
  address?: string;
}

/** The secret itself, this once. */
export function SigningSecret({ made, onClose }: { made: Secret; onClose: () => void }) {
  const words = useSetupWords();
  return (
    <SecretDialog title={words.secretOf(made.name)} label={words.secret} secret={made.secret} onClose={onClose}>
      {made.address && <Shown label={words.address} text={location.origin + made.address} />}
      {made.notes.map((note) => (
        <p key={note} className="muted">
          {note}
        </p>
      ))}
    </SecretDialog>
  );
}
