<?php
declare( strict_types=1 );

namespace SorsApi\Simulation;

/** What a process of the shop finds when it begins, beside the database: the plugin on or off, and a listener of somebody else's. */
final class Circumstances {

	/** Seconds: longer than any lease of ours. */
	private const SLOW = 200;

	public static function begin( array $order ): void {
		// The site's configuration fixes its address; a shop's may change.
		remove_filter( 'option_home', '_config_wp_home' );
		remove_filter( 'option_siteurl', '_config_wp_siteurl' );
		if ( '' !== (string) ( $order['cache'] ?? '' ) ) {
			SharedCache::begin( (string) $order['cache'], (int) $order['seed'] );
		}
		if ( $order['languages'] ?? false ) {
			Languages::begin();
		}
		if ( ! ( $order['active'] ?? true ) ) {
			self::withoutPlugin();
		}
		if ( isset( $order['listener'] ) ) {
			self::listen( (array) $order['listener'] );
		}
	}

	/** WordPress was loaded with the plugin: one that does not have it has none of its hooks. */
	private static function withoutPlugin(): void {
		global $wp_filter;
		foreach ( $wp_filter as $hook => $filter ) {
			foreach ( $filter->callbacks as $priority => $callbacks ) {
				foreach ( $callbacks as $callback ) {
					if ( self::isOurs( $callback['function'] ) ) {
						$filter->remove_filter( $hook, $callback['function'], $priority );
					}
				}
			}
		}
	}

	/** @param mixed $callback */
	private static function isOurs( $callback ): bool {
		if ( $callback instanceof \Closure ) {
			$scope = ( new \ReflectionFunction( $callback ) )->getClosureScopeClass();
			$class = null === $scope ? '' : $scope->getName();
		} else {
			$class = is_array( $callback ) ? ( is_object( $callback[0] ) ? get_class( $callback[0] ) : (string) $callback[0] ) : '';
		}
		return 0 === strpos( $class, 'SorsApi\\' ) && 0 !== strpos( $class, __NAMESPACE__ );
	}

	private static function listen( array $listener ): void {
		$calls = 0;
		add_filter(
			(string) $listener['hook'],
			static function ( $value = null ) use ( $listener, &$calls ) {
				$isIts = ( $listener['again'] ?? false ) ? 0 === ++$calls % (int) $listener['nth'] : ++$calls === (int) $listener['nth'];
				if ( ! $isIts ) {
					return $value;
				}
				switch ( $listener['does'] ) {
					case 'is slow':
						Worker::pass( self::SLOW );
						return $value;
					case 'throws':
						throw new \RuntimeException( 'Another plugin is broken.' );
					default:
						exit;
				}
			},
			$listener['early'] ? 1 : 20
		);
	}
}
