import { Bar } from './Bar';
import { Notice } from './Notice';
import { Questions } from './Questions';
import { useSession } from './session';
import { useTheme } from '../../dashboard/src/ui/theme';

/** GraphiQL for whoever is signed in; for everybody else, the way there. */
export function Page() {
  const session = useSession();
  const theme = useTheme();
  if (session.state === 'unknown') return null;
  const profile = 'profile' in session ? session.profile : undefined;
  return (
    <div className="page">
      <Bar profile={profile} theme={theme} />
      {session.state === 'ended' && <Notice of="ended" />}
      {profile?.grants.includes('dashboard:read') ? (
        <Questions theme={theme} />
      ) : (
        <Notice of={'profile' in session ? 'denied' : session.state} />
      )}
    </div>
  );
}
