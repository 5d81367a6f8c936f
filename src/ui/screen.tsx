import {
	useEffect,
	useRef,
	useState,
	type MouseEvent,
	type ReactNode,
} from 'react';
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

/** Pixels of the tab before that are seen, so that it is known to be there. */
const EDGE = 32;

type BarProps = {
	className: string;
	/** For screen readers. */
	label: string;
	/** The current tab comes into sight when this changes: on a phone there may be more of them than room. */
	current: string;
	children: ReactNode;
};

/** Tabs in one line, which can be moved sideways where it is longer than the screen. */
export function TabBar( { className, label, current, children }: BarProps ) {
	const bar = useRef< HTMLElement >( null );
	useEffect( () => {
		const tab =
			bar.current?.querySelector< HTMLElement >( '[aria-current]' );
		if ( bar.current && tab ) {
			// By hand: scrollIntoView() would move the page as well.
			bar.current.scrollLeft =
				tab.offsetLeft - bar.current.offsetLeft - EDGE;
		}
	}, [ current ] );
	return (
		<nav ref={ bar } className={ className } aria-label={ label }>
			{ children }
		</nav>
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
		<TabBar
			className="sors-subtabs"
			label={ label }
			// A longer text before it pushes it out of sight.
			current={ [
				current,
				...tabs.map( ( { label: name } ) => name ),
			].join() }
		>
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
		</TabBar>
	);
}
