import { QueryClientProvider } from '@tanstack/react-query';
import { lazy, Suspense, useState, type ComponentType } from 'react';
import { __ } from '@wordpress/i18n';
import { newClient } from './api/client';
import { ContinueFirstRun } from './ui/ContinueFirstRun';
import { ErrorBoundary } from './ui/ErrorBoundary';
import { useFirstRunStage } from './ui/first-run-stage';
import { useAddress, useScreen, type Screen } from './ui/navigation';
import { ScreenLink, TabBar } from './ui/screen';
import { Skeleton } from './ui/Loading';

// Each screen is a file of its own, loaded when it is first opened.
const CONTENT: Record< Screen, ComponentType > = {
	overview: lazy(
		() => import( /* webpackChunkName: "overview" */ './screens/overview' )
	),
	products: lazy(
		() => import( /* webpackChunkName: "products" */ './screens/products' )
	),
	orders: lazy(
		() => import( /* webpackChunkName: "orders" */ './screens/orders' )
	),
	settings: lazy(
		() => import( /* webpackChunkName: "settings" */ './screens/settings' )
	),
	connect: lazy(
		() => import( /* webpackChunkName: "connect" */ './screens/connect' )
	),
};

/** Until the first run is finished; a shop without any sync is led there by the overview itself. */
function useIsToBeContinued( screen: Screen ): boolean {
	const stage = useFirstRunStage();
	return (
		screen !== 'connect' &&
		( stage === 'begun' || ( stage === 'new' && screen !== 'overview' ) )
	);
}

const ToFirstRun = () => (
	<ContinueFirstRun>
		{ __(
			'The first run is not finished: products and stock come in with it, and it asks whether orders are sent and what happens automatically.',
			'sors-api-for-woocommerce'
		) }
	</ContinueFirstRun>
);

export function App() {
	const screen = useScreen();
	const address = useAddress();
	const isToBeContinued = useIsToBeContinued( screen );
	const Content = CONTENT[ screen ];
	const [ client ] = useState( newClient );
	const tabs: { name: Screen; label: string; covers?: Screen }[] = [
		{
			name: 'overview',
			label: __( 'Overview', 'sors-api-for-woocommerce' ),
		},
		{
			name: 'products',
			label: __( 'Products', 'sors-api-for-woocommerce' ),
		},
		{ name: 'orders', label: __( 'Orders', 'sors-api-for-woocommerce' ) },
		{
			name: 'settings',
			label: __( 'Settings', 'sors-api-for-woocommerce' ),
			covers: 'connect',
		},
	];

	return (
		<div className="sors-app">
			<TabBar
				className="sors-tabs"
				label={ __( 'SORS API', 'sors-api-for-woocommerce' ) }
				current={ screen }
			>
				{ tabs.map( ( { name, label, covers } ) => (
					<ScreenLink
						key={ name }
						to={ name }
						className="sors-tabs__tab"
						isCurrent={ screen === name || screen === covers }
					>
						{ label }
					</ScreenLink>
				) ) }
			</TabBar>
			<main>
				{ isToBeContinued && <ToFirstRun /> }
				<ErrorBoundary key={ screen } of={ address }>
					<QueryClientProvider client={ client }>
						<Suspense fallback={ <Skeleton lines={ 6 } /> }>
							<Content />
						</Suspense>
					</QueryClientProvider>
				</ErrorBoundary>
			</main>
		</div>
	);
}
