import { Button, Modal } from '@wordpress/components';
import { useEffect, useRef, type KeyboardEvent, type ReactNode } from 'react';
import { __ } from '@wordpress/i18n';
import { useHeldFocus } from './useHeldFocus';
import { useIsNarrow } from './useIsNarrow';

type Props = {
	/** Whose panel it is: the focus goes to its title anew when that changes. */
	of: number;
	title: string;
	onClose: () => void;
	children: ReactNode;
};

/** No room for two columns. */
const NARROW = '(max-width: 1199px)';

/** Beside what it is about where there is room, above it where there is none. */
export function SidePanel( props: Props ) {
	const { title, onClose, children } = props;
	return useIsNarrow( NARROW ) ? (
		<Modal
			title={ title }
			onRequestClose={ onClose }
			className="sors-app sors-details-modal"
			size="medium"
		>
			{ children }
		</Modal>
	) : (
		<Beside { ...props } />
	);
}

function Beside( { of, title, onClose, children }: Props ) {
	const heading = useRef< HTMLHeadingElement >( null );
	const panel = useRef< HTMLElement >( null );
	useHeldFocus( panel, heading, children );
	useEffect(
		() => heading.current?.focus( { preventScroll: true } ),
		[ of ]
	);
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
			aria-labelledby="sors-details-title"
			onKeyDown={ closeByKey }
		>
			<header>
				<h2 id="sors-details-title" ref={ heading } tabIndex={ -1 }>
					{ title }
				</h2>
				<Button
					variant="tertiary"
					onClick={ onClose }
					__next40pxDefaultSize
				>
					{ __( 'Close', 'sors-api-for-woocommerce' ) }
				</Button>
			</header>
			{ children }
		</aside>
	);
}
