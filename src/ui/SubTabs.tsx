import { ScreenLink } from './ScreenLink';
import type { Screen } from './navigation';

type Props = {
	screen: Screen;
	/** What the parts are parts of, for screen readers. */
	label: string;
	current: string;
	/** The first one has no name in the address. */
	tabs: { view: string; label: string; count?: number }[];
};

/** Parts of one screen, each with an address of its own. */
export function SubTabs( { screen, label, current, tabs }: Props ) {
	return (
		<nav className="sors-subtabs" aria-label={ label }>
			{ tabs.map( ( { view, label: name, count = 0 } ) => (
				<ScreenLink
					key={ view }
					to={ screen }
					params={ { view: view || undefined } }
					className="sors-subtabs__tab"
					isCurrent={ current === view }
				>
					{ name }
					{ count > 0 && (
						<span className="sors-subtabs__count">{ count }</span>
					) }
				</ScreenLink>
			) ) }
		</nav>
	);
}
