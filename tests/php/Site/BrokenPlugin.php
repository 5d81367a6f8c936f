<?php
declare( strict_types=1 );

namespace SorsApi\Tests\Site;

'cli' === PHP_SAPI || exit;

/** A plugin in the site's folder whose listeners fail over what they are told to. */
final class BrokenPlugin {

	/** What people read of it. */
	public const WORDS = 'The plugin “Feed Writer 1.2” failed: No such table: wp_feed.';

	private const CODE = '<?php
/*
Plugin Name: Feed Writer
Version: 1.2
*/
return static function ( callable $isIt, ?callable $fail = null ) {
	return static function ( ...$with ) use ( $isIt, $fail ) {
		if ( $isIt( ...$with ) ) {
			if ( null !== $fail ) {
				return $fail();
			}
			throw new \RuntimeException( "No such table: wp_feed." );
		}
		return $with[0] ?? null;
	};
};';

	/** @var list<array{string, callable}> */
	private array $listeners = [];

	/**
	 * A listener that fails where it is told so; else it returns its first argument.
	 *
	 * @param callable|null $isIt Null = always.
	 * @param callable|null $fail What it does instead of throwing.
	 */
	public function listener( ?callable $isIt = null, ?callable $fail = null ): callable {
		$file = WP_PLUGIN_DIR . '/feed-writer/feed-writer.php';
		wp_mkdir_p( dirname( $file ) );
		file_put_contents( $file, self::CODE );
		wp_cache_delete( 'plugins', 'plugins' );
		$load = static fn( string $file ) => require $file;
		return $load( $file )( $isIt ?? static fn(): bool => true, $fail );
	}

	public function listenTo( string $hook, ?callable $isIt = null ): void {
		$listener          = $this->listener( $isIt );
		$this->listeners[] = [ $hook, $listener ];
		add_filter( $hook, $listener, 10, 4 );
	}

	/** @return callable(mixed...): bool Whether a hook is about the product. */
	public static function over( int $id ): callable {
		return static function ( ...$with ) use ( $id ): bool {
			foreach ( $with as $value ) {
				if ( $id === ( $value instanceof \WC_Product ? $value->get_id() : $value ) ) {
					return true;
				}
			}
			return false;
		};
	}

	/** Its listeners stay as they are. */
	public function update(): void {
		$file = WP_PLUGIN_DIR . '/feed-writer/feed-writer.php';
		file_put_contents( $file, str_replace( '1.2', '1.3', self::CODE ) );
		wp_cache_delete( 'plugins', 'plugins' );
	}

	public function deactivate(): void {
		foreach ( $this->listeners as [ $hook, $listener ] ) {
			remove_filter( $hook, $listener );
		}
		$this->listeners = [];
	}

	public function delete(): void {
		$this->deactivate();
		if ( is_file( WP_PLUGIN_DIR . '/feed-writer/feed-writer.php' ) ) {
			unlink( WP_PLUGIN_DIR . '/feed-writer/feed-writer.php' );
			rmdir( WP_PLUGIN_DIR . '/feed-writer' );
		}
		wp_cache_delete( 'plugins', 'plugins' );
	}
}
