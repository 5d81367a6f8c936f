import { Card, CardBody, CardHeader, Modal } from '@wordpress/components';
import { __ } from '@wordpress/i18n';
import { useId, useRef, type KeyboardEvent, type ReactNode } from 'react';
import { Button } from './controls';
import { ErrorBoundary } from './ErrorBoundary';
import { useFocus, useHeldFocus } from './focus';
import { useIsNarrow } from './useIsNarrow';

type Props = {
	title: string;
	/** Beside the title. */
	badge?: ReactNode;
	id?: string;
	className?: string;
	/** Less room at its edges. */
	isSmall?: boolean;
	/** Its title takes the focus when this changes, unless it is false. */
	takesFocus?: unknown;
	/** When this changes, buttons inside may go: the focus stays in the panel. */
	shown?: unknown;
	children: ReactNode;
};

/** A part of a screen with a title of its own. */
export function Panel( {
	title,
	badge,
	id,
	className,
	isSmall = false,
	takesFocus = false,
	shown,
	children,
}: Props ) {
	const headingId = useId();
	const panel = useRef< HTMLDivElement >( null );
	const home = useFocus< HTMLHeadingElement >( takesFocus );
	useHeldFocus( panel, shown, { home } );
	return (
		<Card
			ref={ panel }
			id={ id }
			className={ `sors-panel ${ className ?? '' }` }
			size={ isSmall ? 'small' : 'medium' }
			role="region"
			aria-labelledby={ headingId }
		>
			<CardHeader>
				<h2 id={ headingId } ref={ home } tabIndex={ -1 }>
					{ title }
				</h2>
				{ badge }
			</CardHeader>
			<CardBody>
				<ErrorBoundary of={ shown }>{ children }</ErrorBoundary>
			</CardBody>
		</Card>
	);
}

type SideProps = {
	/** What it is about: the focus goes to its title again when that changes. */
	of: number;
	title: string;
	onClose: () => void;
	children: ReactNode;
};

/** No room for two columns. */
const NARROW = '(max-width: 1199px)';

/** Beside what it is about where there is room, above it where there is none. */
export function SidePanel( props: SideProps ) {
	const { of, title, onClose } = props;
	const children = (
		<ErrorBoundary of={ of }>{ props.children }</ErrorBoundary>
	);
	return useIsNarrow( NARROW ) ? (
		<Modal
			title={ title }
			onRequestClose={ onClose }
			className="sors-app sors-details-modal"
			size="medium"
		>
			<Within>{ children }</Within>
		</Modal>
	) : (
		<Beside { ...props }>{ children }</Beside>
	);
}

/** Content of the dialog, whose title cannot be reached. */
function Within( { children }: { children: ReactNode } ) {
	const place = useRef< HTMLDivElement >( null );
	useHeldFocus( place, children, { home: place } );
	return (
		<div ref={ place } tabIndex={ -1 } className="sors-details__content">
			{ children }
		</div>
	);
}

function Beside( { of, title, onClose, children }: SideProps ) {
	const titleId = useId();
	const panel = useRef< HTMLElement >( null );
	const home = useFocus< HTMLHeadingElement >( of, {
		preventScroll: true,
		givesBack: true,
	} );
	useHeldFocus( panel, children, { home } );
	const closeByKey = ( event: KeyboardEvent ) => {
		if ( event.key === 'Escape' && ! event.defaultPrevented ) {
			onClose();
		}
	};
	return (
		// Escape works from anywhere in it; all it holds can be reached without.
		// eslint-disable-next-line jsx-a11y/no-noninteractive-element-interactions
		<aside
			ref={ panel }
			className="sors-details"
			aria-labelledby={ titleId }
			onKeyDown={ closeByKey }
		>
			<header>
				<h2 id={ titleId } ref={ home } tabIndex={ -1 }>
					{ title }
				</h2>
				<Button variant="tertiary" onClick={ onClose }>
					{ __( 'Close', 'sors-api-for-woocommerce' ) }
				</Button>
			</header>
			{ children }
		</aside>
	);
}
