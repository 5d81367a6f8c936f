import type { MouseEvent, ReactNode } from 'react';
import { goTo, screenUrl, type Params, type Screen } from './navigation';

type Props = {
	to: Screen;
	params?: Params;
	className?: string;
	isCurrent?: boolean;
	children: ReactNode;
};

/** A link to another screen: a real address, so that it opens in a new tab too. */
export function ScreenLink( {
	to,
	params,
	className,
	isCurrent,
	children,
}: Props ) {
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
