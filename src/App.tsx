import { QueryClientProvider } from '@tanstack/react-query';
import { lazy, Suspense, useState, type ComponentType } from 'react';
import { __ } from '@wordpress/i18n';
import { newClient } from './api/client';
import { ErrorBoundary } from './ui/ErrorBoundary';
import { useScreen, type Screen } from './ui/navigation';
import { ScreenLink } from './ui/screen';
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

export function App() {
	const screen = useScreen();
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
			<nav
				className="sors-tabs"
				aria-label={ __( 'SORS API', 'sors-api-for-woocommerce' ) }
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
			</nav>
			<main>
				<ErrorBoundary key={ screen }>
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
