import { useState, type MouseEvent, type ReactNode } from 'react';
import { useFocus } from './focus';
import {
	goTo,
	screenUrl,
	wasMoved,
	type Params,
	type Screen,
} from './navigation';

/** Title of a screen. A link inside the app leads to the title, as to a new page; a new page keeps the focus where the browser put it. */
export function Heading( { children }: { children: ReactNode } ) {
	const [ takesFocus ] = useState( wasMoved );
	const title = useFocus< HTMLHeadingElement >( takesFocus, {
		preventScroll: true,
	} );
	return (
		<h1 className="sors-heading" ref={ title } tabIndex={ -1 }>
			{ children }
		</h1>
	);
}

type LinkProps = {
	to: Screen;
	params?: Params;
	/** Where it looks like a button. */
	variant?: 'primary' | 'secondary' | 'tertiary';
	className?: string;
	isCurrent?: boolean;
	children: ReactNode;
};

/** A link to another screen: a real address, so that it opens in a new tab too. */
export function ScreenLink( {
	to,
	params,
	variant,
	className = variant &&
		`components-button is-${ variant } is-next-40px-default-size`,
	isCurrent,
	children,
}: LinkProps ) {
	const follow = ( event: MouseEvent ) => {
		const elsewhere = event.ctrlKey || event.metaKey || event.shiftKey;
		if ( ! elsewhere && event.button === 0 ) {
			event.preventDefault();
			goTo( to, params );
		}
	};
	return (
		<a
			className={ className }
			href={ screenUrl( to, params ) }
			aria-current={ isCurrent ? 'page' : undefined }
			onClick={ follow }
		>
			{ children }
		</a>
	);
}

type TabsProps = {
	screen: Screen;
	/** What the parts are parts of, for screen readers. */
	label: string;
	current: string;
	/** The first one has no name in the address. */
	tabs: { view: string; label: string }[];
};

/** Parts of one screen, each with an address of its own. */
export function SubTabs( { screen, label, current, tabs }: TabsProps ) {
	return (
		<nav className="sors-subtabs" aria-label={ label }>
			{ tabs.map( ( { view, label: name } ) => (
				<ScreenLink
					key={ view }
					to={ screen }
					params={ { view: view || undefined } }
					className="sors-subtabs__tab"
					isCurrent={ current === view }
				>
					{ name }
				</ScreenLink>
			) ) }
		</nav>
	);
}
